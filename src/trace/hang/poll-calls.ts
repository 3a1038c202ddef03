/** Calls that wait for any of several descriptors. */
export const POLL_CALLS = /^(epoll_wait|epoll_pwait|epoll_pwait2|poll|ppoll|select|pselect6)$/
