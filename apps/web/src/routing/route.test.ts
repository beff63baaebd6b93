import fc from "fast-check";
import { expect, it } from "vitest";
import { formatRoute, parseRoute, type Route } from "./route.js";

const name = fc.string({ minLength: 1, unit: "grapheme" });
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>(
    { page: "live" },
    { page: "people" },
    { page: "compare" },
    { page: "slider" },
    { page: "settings" },
    { page: "how" },
    { page: "record" },
  ),
  name.map((id): Route => ({ page: "session", id })),
  name.map((id): Route => ({ page: "person", id })),
  name.map((person): Route => ({ page: "record", person })),
);

it("every place is found again by its address", () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }),
  );
});

it.each(["", "#", "#/", "#/nowhere", "#/sessions", "#/sessions/%E0%A4%A"])(
  "%j leads to the first page",
  (hash) => {
    expect(parseRoute(hash)).toEqual({ page: "live" });
  },
);
