module example.com/io-uring

go 1.19
