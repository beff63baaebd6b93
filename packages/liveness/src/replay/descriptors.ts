/**
 * What a path is looked up by: a few numbers that stay as they were when it is shifted in place, and almost so when its
 * points are moved a little, for they are differences between means over many points. Given in cells, the steps that keys are
 * quantised to.
 */
import { MOST_POINTS, type Path } from "./path.js";

/** Differences along x, as many along y, then numbers of time that no mirror changes. */
export interface Descriptor {
  /** How many differences along x, and along y. */
  places: number;
  /** All numbers. */
  size: number;
  readonly values: Float64Array;
  /** How far the changes that it is to withstand may take each number. */
  readonly reach: Float64Array;
}

const MOST_VALUES = 24;

/** Sums over a path's first points, so that any mean is two reads. Made once, loaded with path after path. */
export interface PathSums {
  load(path: Path): void;
  /** The whole by its points: six parts of as many points each. Stays when time is scaled. */
  wholeByPoint(out: Descriptor): void;
  /** The same in smaller cells, for tracks of little extent: withstands moves of about a pixel. */
  wholeByPointFinely(out: Descriptor): void;
  /** The whole by its way: parts as long each. Stays when the path is sampled anew, and when time is scaled. */
  wholeByWay(out: Descriptor): void;
  /** So many points from `start` on, in four parts. Stays when other points are cut away. */
  window(start: number, points: number, out: Descriptor): void;
}

const WINDOW_PARTS = 4;
const POINT_PARTS = 6;
const WAY_PARTS = 7;
/** Sizes of a cell: in pixels, and in doublings of a part's share of the time. */
const WHOLE_CELL_PX = 16;
const FINE_CELL_PX = 5;
const WAY_CELL_PX = 24;
const WINDOW_CELL_PX = 8;
const SHARE_CELL = 1;
/** Added to a share of the time, so that a part of almost no time is not worlds from one of none. */
const LEAST_SHARE = 0.03;
/**
 * How far a difference of means is taken by moving each point, in pixels, were the means over one point: three standard
 * deviations where half of the points are moved by 3 px. Times are read off by a millisecond, little of a share.
 */
const MOVED_PX = 9;
const MOVED_FINELY_PX = 3;
const MOVED_SHARE = 0.05;
/** Of a window, for which there are others: what a point moved by a pixel does. */
const MOVED_IN_WINDOW_PX = 1.5;
/** Sampling anew loses up to a sample at either end, and a little everywhere. */
const SAMPLED_PX = 8;
const SAMPLED_SHARE = 0.12;

export function createDescriptor(): Descriptor {
  return { places: 0, size: 0, values: new Float64Array(MOST_VALUES), reach: new Float64Array(MOST_VALUES) };
}

export function createPathSums(): PathSums {
  const sumX = new Float64Array(MOST_POINTS + 1);
  const sumY = new Float64Array(MOST_POINTS + 1);
  const meanX = new Float64Array(MOST_VALUES);
  const meanY = new Float64Array(MOST_VALUES);
  const meanT = new Float64Array(MOST_VALUES);
  let path: Path;

  function differences(parts: number, cellPx: number, reachPx: number, out: Descriptor): void {
    const places = parts - 1;
    out.places = places;
    out.size = 2 * places;
    out.reach.fill(reachPx / cellPx, 0, out.size);
    for (let k = 0; k < places; k++) {
      out.values[k] = (meanX[k + 1] - meanX[k]) / cellPx;
      out.values[places + k] = (meanY[k + 1] - meanY[k]) / cellPx;
    }
  }

  function byPoint(
    start: number,
    count: number,
    parts: number,
    cellPx: number,
    movedPx: number,
    out: Descriptor,
  ): void {
    const { t } = path;
    const lasted = t[start + count - 1] - t[start];
    let from = start;
    for (let k = 0; k < parts; k++) {
      const to = start + Math.floor(((k + 1) * count) / parts);
      meanX[k] = (sumX[to] - sumX[from]) / (to - from);
      meanY[k] = (sumY[to] - sumY[from]) / (to - from);
      from = to;
    }
    differences(parts, cellPx, movedPx / Math.sqrt(count / parts), out);
    from = start;
    for (let k = 0; k < parts - 1; k++) {
      const to = start + Math.floor(((k + 1) * count) / parts);
      out.reach[out.size] = MOVED_SHARE;
      out.values[out.size++] = Math.log2((t[to] - t[from]) / lasted + LEAST_SHARE) / SHARE_CELL;
      from = to;
    }
  }

  return {
    load(loaded) {
      path = loaded;
      for (let i = 0; i < loaded.count; i++) {
        sumX[i + 1] = sumX[i] + loaded.x[i];
        sumY[i + 1] = sumY[i] + loaded.y[i];
      }
    },
    wholeByPoint(out) {
      byPoint(0, path.count, POINT_PARTS, WHOLE_CELL_PX, MOVED_PX, out);
    },
    wholeByPointFinely(out) {
      byPoint(0, path.count, POINT_PARTS, FINE_CELL_PX, MOVED_FINELY_PX, out);
    },
    window(start, points, out) {
      byPoint(start, points, WINDOW_PARTS, WINDOW_CELL_PX, MOVED_IN_WINDOW_PX, out);
    },
    wholeByWay(out) {
      const { count } = path;
      wayMeans(path, WAY_PARTS, meanX, meanY, meanT);
      differences(WAY_PARTS, WAY_CELL_PX, SAMPLED_PX, out);
      const lasted = meanT[WAY_PARTS - 1] - meanT[0];
      for (let k = 0; k < WAY_PARTS - 1; k++) {
        const share = (meanT[k + 1] - meanT[k]) / lasted;
        out.reach[out.size] = SAMPLED_SHARE;
        out.values[out.size++] = Math.log2(share + LEAST_SHARE) / SHARE_CELL;
      }
      if (count < 2) out.size = 0;
    },
  };
}

/** Means of place and time over parts of the way, each as long: of |dx| + |dy|, which rounding to pixels hardly changes. */
function wayMeans(
  { t, x, y, count }: Path,
  parts: number,
  meanX: Float64Array,
  meanY: Float64Array,
  meanT: Float64Array,
): void {
  let way = 0;
  for (let i = 1; i < count; i++) way += Math.abs(x[i] - x[i - 1]) + Math.abs(y[i] - y[i - 1]);
  const part = way / parts;
  let i = 0;
  let done = 0;
  let gone = 0;
  for (let k = 0; k < parts; k++) {
    const end = (k + 1) * part;
    let sumX = 0;
    let sumY = 0;
    let sumT = 0;
    while (gone < end - 1e-9 && i < count - 1) {
      const dx = x[i + 1] - x[i];
      const dy = y[i + 1] - y[i];
      const step = Math.abs(dx) + Math.abs(dy);
      if (step === 0) {
        i++;
        continue;
      }
      const take = Math.min(step - done, end - gone);
      const share = (done + take / 2) / step;
      sumX += take * (x[i] + share * dx);
      sumY += take * (y[i] + share * dy);
      sumT += take * (t[i] + share * (t[i + 1] - t[i]));
      gone += take;
      done += take;
      if (done >= step - 1e-9) {
        i++;
        done = 0;
      }
    }
    meanX[k] = sumX / part;
    meanY[k] = sumY / part;
    meanT[k] = sumT / part;
  }
}

/** When a path is in the first and in the last part of its way, as a mean over the part, in ms. */
export function createWayTimes(): (path: Path) => readonly [first: number, last: number] {
  const meanX = new Float64Array(WAY_PARTS);
  const meanY = new Float64Array(WAY_PARTS);
  const meanT = new Float64Array(WAY_PARTS);
  return (path) => {
    wayMeans(path, WAY_PARTS, meanX, meanY, meanT);
    return [meanT[0], meanT[WAY_PARTS - 1]];
  };
}
