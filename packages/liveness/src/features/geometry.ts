import type { FeatureGroup } from "./feature.js";

const OWN = "our own";

/** The shape of the path: how straight it is, how it bends away and comes back. */
export const geometry: FeatureGroup = {
  name: "geometry",
  features: [
    {
      name: "straightness",
      unit: "1",
      meaning: "distance from start to end over the path's length; 1 is a straight line",
      source: "Phillips and Triggs 2001, path efficiency",
    },
    {
      name: "horizontalEfficiency",
      unit: "1",
      meaning: "net over total horizontal way; 1 never turns back, NaN without horizontal way",
      source: "as straightness, along one axis",
    },
    {
      name: "verticalEfficiency",
      unit: "1",
      meaning: "net over total vertical way; NaN without vertical way",
      source: "as straightness, along one axis",
    },
    {
      name: "largestDeviation",
      unit: "1",
      meaning: "largest distance from the straight line over the distance from start to end",
      source: "MacKenzie, Kauppinen and Silfverberg 2001, movement offset",
    },
    {
      name: "meanDeviation",
      unit: "1",
      meaning: "mean distance from the straight line over the distance from start to end",
      source: "MacKenzie, Kauppinen and Silfverberg 2001, movement error",
    },
    {
      name: "deviationVariability",
      unit: "1",
      meaning: "standard deviation of the signed distance from the straight line over the distance",
      source: "MacKenzie, Kauppinen and Silfverberg 2001, movement variability",
    },
    {
      name: "deviationBalance",
      unit: "1",
      meaning: "0: as much on either side of the straight line, 1: all on one side",
      source: OWN,
    },
    {
      name: "axisCrossings",
      unit: "1",
      meaning: "crossings of the straight line over the number of steps",
      source: "MacKenzie, Kauppinen and Silfverberg 2001, task axis crossing",
    },
    {
      name: "backwardShare",
      unit: "1",
      meaning: "share of the path that leads away from the end",
      source: OWN,
    },
    {
      name: "overshoot",
      unit: "1",
      meaning: "how far the pointer went past its end, over the distance from start to end",
      source: "Elliott, Helsen and Chua 2001, overshoot of the primary movement",
    },
    {
      name: "reversals",
      unit: "1",
      meaning: "changes between towards and away from the end over the number of steps",
      source: "MacKenzie, Kauppinen and Silfverberg 2001, orthogonal direction change",
    },
    {
      name: "lateralReversals",
      unit: "1",
      meaning: "changes of the side towards which the pointer moves over the number of steps",
      source: "MacKenzie, Kauppinen and Silfverberg 2001, movement direction change",
    },
    { name: "axisShare", unit: "1", meaning: "share of steps along one axis alone", source: OWN },
    {
      name: "boxShape",
      unit: "1",
      meaning: "height of the surrounding box over width and height",
      source: OWN,
    },
  ],
  create: () => (track, _profile, out, at) => {
    const { count, x, y, dx, dy, length, pathPx, chordPx, chordX, chordY } = track;
    if (count < 3) {
      out.fill(Number.NaN, at, at + 14);
      return;
    }
    let wayX = 0;
    let wayY = 0;
    let largest = 0;
    let sum = 0;
    let sumSigned = 0;
    let squares = 0;
    let crossings = 0;
    let side = 0;
    let furthest = 0;
    let backward = 0;
    let reversals = 0;
    let lateralReversals = 0;
    let forward = 0;
    let drift = 0;
    let axis = 0;
    let left = 0;
    let right = 0;
    let top = 0;
    let bottom = 0;
    for (let i = 0; i < count - 1; i++) {
      const stepX = dx[i] as number;
      const stepY = dy[i] as number;
      const px = x[i + 1] as number;
      const py = y[i + 1] as number;
      wayX += Math.abs(stepX);
      wayY += Math.abs(stepY);
      if (stepX === 0 || stepY === 0) axis++;
      if (px < left) left = px;
      else if (px > right) right = px;
      if (py < top) top = py;
      else if (py > bottom) bottom = py;
      const deviation = px * chordY - py * chordX;
      const progress = px * chordX + py * chordY;
      const along = stepX * chordX + stepY * chordY;
      const across = stepX * chordY - stepY * chordX;
      const distance = Math.abs(deviation);
      sum += distance;
      sumSigned += deviation;
      squares += deviation * deviation;
      if (distance > largest) largest = distance;
      // Within half a pixel the pointer is on the line.
      if (distance > 0.5) {
        const now = deviation > 0 ? 1 : -1;
        if (side === -now) crossings++;
        side = now;
      }
      if (progress > furthest) furthest = progress;
      if (along < 0) backward += length[i] as number;
      if (Math.abs(along) > 0.5) {
        const now = along > 0 ? 1 : -1;
        if (forward === -now) reversals++;
        forward = now;
      }
      if (Math.abs(across) > 0.5) {
        const now = across > 0 ? 1 : -1;
        if (drift === -now) lateralReversals++;
        drift = now;
      }
    }
    const steps = count - 1;
    const mean = sumSigned / steps;
    const known = chordPx > 0;
    out[at] = chordPx / pathPx;
    out[at + 1] = wayX > 0 ? Math.abs(x[steps] as number) / wayX : Number.NaN;
    out[at + 2] = wayY > 0 ? Math.abs(y[steps] as number) / wayY : Number.NaN;
    out[at + 3] = known ? largest / chordPx : Number.NaN;
    out[at + 4] = known ? sum / steps / chordPx : Number.NaN;
    out[at + 5] = known ? Math.sqrt(Math.max(0, squares / steps - mean * mean)) / chordPx : Number.NaN;
    out[at + 6] = sum > 0 ? Math.abs(sumSigned) / sum : Number.NaN;
    out[at + 7] = known ? crossings / steps : Number.NaN;
    out[at + 8] = known ? backward / pathPx : Number.NaN;
    out[at + 9] = known ? (furthest - chordPx) / chordPx : Number.NaN;
    out[at + 10] = known ? reversals / steps : Number.NaN;
    out[at + 11] = known ? lateralReversals / steps : Number.NaN;
    out[at + 12] = axis / steps;
    out[at + 13] = (bottom - top) / (right - left + bottom - top);
  },
};
