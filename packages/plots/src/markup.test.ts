import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeMarkup, printable } from "./markup.js";

describe("escaping", () => {
  it("leaves no character that markup gives a meaning", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeMarkup(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it("shows control characters and broken surrogates as replacement characters", () => {
    expect(printable("a\u0000b\ud800c\tä😀")).toBe("a\ufffdb\ufffdc\tä😀");
  });
});
