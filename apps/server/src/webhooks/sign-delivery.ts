import { createHmac } from "node:crypto";

/**
 * The header `wristprint-signature` of a delivery: `t=SECONDS,v1=HEX`, the HMAC-SHA-256 of `SECONDS.BODY` keyed with
 * the webhook's secret as it was told. The time is signed too, so that a receiver can refuse what is old.
 * @param atMs milliseconds since 1970
 */
export function signDelivery(secret: string, body: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
