/** No thread was free in time, or too many jobs wait already. */
export class Busy extends Error {}

/** The job took longer than it may. */
export class TimedOut extends Error {}

/** Whoever asked no longer wants the answer. */
export class Cancelled extends Error {}

/** The job needed more memory than a thread has, and ended with its thread. */
export class OutOfMemory extends Error {}
