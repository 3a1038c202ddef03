module legacy-kernel-gate/agent

go 1.19
