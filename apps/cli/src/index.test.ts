import { expect, it } from "vitest";
import * as cli from "./index.js";

it("exports on purpose", () => {
  expect(Object.keys(cli).sort()).toEqual(["main", "runCommandLine"]);
});
