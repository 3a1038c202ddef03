package main

const sendmmsg = 269

const seccomp = 277
