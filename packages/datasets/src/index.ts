export { DatasetError, type DatasetErrorCode } from "./dataset-error.js";
export { type DemonstrationOptions, generateDemonstration } from "./demonstration/generate-demonstration.js";
export { type WrittenDemonstration, writeDemonstration } from "./demonstration/write-demonstration.js";
export { encodeNpy } from "./encode-npy.js";
export type {
  DatasetFormat,
  LabelFile,
  Preamble,
  SessionLabels,
  SessionLines,
  SessionPlace,
  WordColumn,
} from "./formats/format.js";
export { DATASET_FORMATS, datasetFormat } from "./formats/registry.js";
export { type ImportDatasetOptions, type ImportReport, importDataset } from "./import-dataset.js";
export { naturalOrder } from "./natural-order.js";
export { type Dataset, type ReadDatasetOptions, readDataset } from "./read-dataset.js";
export { readLabelFile } from "./reading/session-labels.js";
export {
  type DatasetProgress,
  type DatasetReport,
  describeRejection,
  type Rejection,
  type Rejections,
} from "./report.js";
