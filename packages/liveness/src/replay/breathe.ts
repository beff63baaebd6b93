/** How many tracks are worked at between two breaths. */
export const BREATHE_EVERY = 256;

/** Lets other work have its turn, a signal to stop among it. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
