/** What both sides of the contract hold each other to. */

/** Blocks in one request at most. */
export const BLOCKS_PER_REQUEST = 256;

/** Bytes of a request at most: 256 blocks of 128 × 16 float32 are half of it. */
export const MESSAGE_LIMIT_BYTES = 4 * 1024 * 1024;

/** Bytes of an answer at most: a cohort of 100,000 signatures of 128 numbers fits. */
export const ANSWER_LIMIT_BYTES = 64 * 1024 * 1024;
