/** Examples and the class each belongs to. */
export interface Examples {
  /** [count, length, channels] */
  readonly x: Float32Array;
  /** [count], 0 … classes − 1 */
  readonly labels: Int32Array;
}
