/** A further thread of a training; started by `team`. */
import { workerData } from "node:worker_threads";
import { createWork } from "./tasks.js";
import { joinTeam, type WorkerTask } from "./team.js";

const { workspace, thread } = workerData as WorkerTask;
joinTeam(workspace.control, createWork(workspace, thread));
