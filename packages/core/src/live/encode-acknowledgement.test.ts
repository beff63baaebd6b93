import { expect, it } from "vitest";
import { encodeAcknowledgement } from "./encode-acknowledgement.js";

it("writes one byte 1 and the number, least byte first", () => {
  expect([...encodeAcknowledgement(0)]).toEqual([1, 0, 0, 0, 0]);
  expect([...encodeAcknowledgement(0x01020304)]).toEqual([1, 4, 3, 2, 1]);
  expect([...encodeAcknowledgement(2 ** 32 - 1)]).toEqual([1, 255, 255, 255, 255]);
});

it.each([-1, 1.5, 2 ** 32, Number.NaN])("refuses %d", (sequence) => {
  expect(() => encodeAcknowledgement(sequence)).toThrow(expect.objectContaining({ code: "out-of-range" }));
});
