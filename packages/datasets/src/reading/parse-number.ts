const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/**
 * The decimal number in `bytes[start, end)`, correctly rounded; NaN where the bytes are none. A mantissa
 * under 2⁵³ divided by a power of ten up to 10²² has one rounding, which makes it exact (Clinger, "How to
 * read floating point numbers accurately", 1990); anything longer goes the slow way.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const negative = bytes[i] === MINUS;
  if (negative) i++;
  let mantissa = 0;
  let digits = 0;
  let point = -1;
  for (; i < end; i++) {
    const digit = (bytes[i] as number) - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
    } else if (bytes[i] === POINT && point < 0) {
      point = i;
    } else {
      return parseSlowly(bytes, start, end);
    }
  }
  if (digits === 0) return Number.NaN;
  if (digits > 15) return parseSlowly(bytes, start, end);
  const value = point < 0 ? mantissa : mantissa / (POWERS_OF_TEN[end - point - 1] as number);
  return negative ? -value : value;
}

/** Numbers with an exponent, a plus sign or more than 15 digits; refuses what JavaScript alone would take. */
function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 64) return Number.NaN;
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] as number);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
