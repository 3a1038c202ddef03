package main

const sendmmsg = 307

const seccomp = 317
