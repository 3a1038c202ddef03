/** By this label the post step finds containers that an interrupted run left. */
export const CONTAINER_LABEL = 'legacy-kernel-gate'
