import { describe, expect, it } from "vitest";
import { name } from "./values.js";
import { newWebhook } from "./webhooks.js";

describe("a name", () => {
  it.each(["a", "Ada Lovelace", "José", "愛", "👩‍💻", "a".repeat(120)])("may be %j", (text) => {
    expect(name.parse(text)).toBe(text);
  });

  it.each(["", " ", " a", "a ", "\0", "\0a", "a\0", "a\0b", "a\n", "\ud800a", "a\ud800", "a".repeat(121)])(
    "is not %j, which databases or people stumble over",
    (text) => {
      expect(name.safeParse(text).success).toBe(false);
    },
  );
});

it("keeps a webhook's URL as it is called, with nothing in it that a database does not take", () => {
  const { url } = newWebhook.parse({ url: "https://example.com/\0a b", events: ["anomaly"] });
  expect(url).toBe("https://example.com/%00a%20b");
});
