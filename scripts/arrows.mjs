// `npm run arrows`: checks that rooms import each other only downwards and through their doors.
import { checkHouse } from "./arrows/check-house.mjs";
import { readHouse } from "./arrows/read-house.mjs";
import { table } from "./arrows/table.mjs";
import { root } from "./run-step.mjs";

const house = readHouse(root);
const breaches = checkHouse(house, table);
for (const breach of breaches) console.error(breach);
const files = house.rooms.reduce((sum, room) => sum + room.files.length, 0);
const read = `${files} files in ${house.rooms.length} rooms`;
if (breaches.length === 0) {
  console.log(`Arrows hold: ${read}.`);
} else {
  console.error(
    `\nArrows do not hold in ${breaches.length} places; ${read}. The table is scripts/arrows/table.mjs.`,
  );
  process.exitCode = 1;
}
