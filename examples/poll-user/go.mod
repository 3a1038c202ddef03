module example.com/poll-user

go 1.19
