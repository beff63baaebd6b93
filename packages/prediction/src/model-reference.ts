/** A model by name; without a version the newest, which may change from one request to the next. */
export interface ModelReference {
  readonly name: string;
  readonly version?: string;
}
