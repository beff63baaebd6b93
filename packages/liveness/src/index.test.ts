import { expect, it } from "vitest";
import * as liveness from "./index.js";

it("exports on purpose", () => {
  expect(Object.keys(liveness).sort()).toEqual(["LivenessError", "NO_POINTS"]);
});
