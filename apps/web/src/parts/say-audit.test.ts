import { expect, it } from "vitest";
import { sayDeed } from "./say-audit.js";

it("says what was done, and to what by the first letters of its id", () => {
  const target = "session 33350eb7-e68a-460b-a25e-f08696660ec9";
  expect(sayDeed({ action: "session.created", target })).toEqual({
    deed: "began a session",
    what: "33350eb7",
  });
});

it("says where somebody signed in from", () => {
  const entry = { action: "console.signed-in", target: "address 192.0.2.17" };
  expect(sayDeed(entry)).toEqual({ deed: "signed in", what: "from 192.0.2.17" });
});

it("shows a deed that it has no words for as the server names it", () => {
  expect(sayDeed({ action: "planet.painted", target: "planet 1" }).deed).toBe("planet.painted");
});
