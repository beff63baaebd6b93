import { expect, test } from "vitest";
import * as server from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(server).sort()).toEqual(["openStore"]);
});
