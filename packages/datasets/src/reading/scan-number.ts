const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** Where a scan stands in a row. */
export interface Cursor {
  at: number;
}

/**
 * The decimal number in the field from the cursor to the next comma or `end`, correctly rounded; NaN where the
 * field is none. Leaves the cursor at the comma or at `end`. A mantissa under 2⁵³ divided by a power of ten up
 * to 10²² has one rounding, which makes it exact (Clinger, "How to read floating point numbers accurately",
 * 1990); anything longer goes the slow way.
 */
export function scanNumber(bytes: Uint8Array, cursor: Cursor, end: number): number {
  const start = cursor.at;
  let i = start;
  const negative = bytes[i] === MINUS;
  if (negative) i++;
  const first = i;
  let mantissa = 0;
  let point = -1;
  for (; i < end; i++) {
    const byte = bytes[i] as number;
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (byte === COMMA) break;
    else if (byte === POINT && point < 0) point = i;
    else return scanSlowly(bytes, cursor, end);
  }
  const digits = i - first - (point < 0 ? 0 : 1);
  if (digits === 0 || digits > 15) return scanSlowly(bytes, cursor, end);
  cursor.at = i;
  const value = point < 0 ? mantissa : mantissa / (POWERS_OF_TEN[i - point - 1] as number);
  return negative ? -value : value;
}

/** Moves the cursor to the next comma, or to `end`. */
export function scanField(bytes: Uint8Array, cursor: Cursor, end: number): void {
  let i = cursor.at;
  while (i < end && bytes[i] !== COMMA) i++;
  cursor.at = i;
}

/** The decimal number in `bytes[start, end)`, which holds no comma; NaN where it is none. */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  return scanNumber(bytes, { at: start }, end);
}

/** Numbers with an exponent, a plus sign or more than 15 digits; refuses what JavaScript alone would take. */
function scanSlowly(bytes: Uint8Array, cursor: Cursor, end: number): number {
  const start = cursor.at;
  scanField(bytes, cursor, end);
  if (cursor.at - start > 64) return Number.NaN;
  let text = "";
  for (let i = start; i < cursor.at; i++) text += String.fromCharCode(bytes[i] as number);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
