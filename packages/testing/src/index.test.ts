import { expect, test } from "vitest";
import * as testing from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(testing).sort()).toEqual(["launchChromium", "startPostgresql", "whyNoPostgresql"]);
});
