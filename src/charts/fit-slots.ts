export interface SlotFit {
  /** Height of one unit of value. */
  readonly scale: number;
  /** The least room that each value gets, so that its name fits; 0 where there are too many for that. */
  readonly slot: number;
  readonly gap: number;
}

/** How tall a unit may be so that all values, none in less than a slot, with gaps between them, fill `room`. */
export function fitSlots(
  values: readonly number[],
  room: number,
  wanted: { readonly slot: number; readonly gap: number },
): SlotFit {
  const count = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  if (count === 0 || total === 0 || room <= 0)
    return { scale: 0, slot: Math.min(wanted.slot, room / count || 0), gap: 0 };
  const gap = count === 1 ? 0 : Math.min(wanted.gap, (room * 0.2) / (count - 1));
  const free = room - gap * (count - 1);
  const slot = wanted.slot * count <= free ? wanted.slot : 0;
  // Small values are held at a slot, from the smallest on, until what is left of the room suits the rest.
  const ascending = [...values].sort((a, b) => a - b);
  let [left, rest] = [free, total];
  for (const value of ascending) {
    if (rest === 0 || value * (left / rest) >= slot) break;
    left -= slot;
    rest -= value;
  }
  return { scale: rest <= 0 ? 0 : Math.max(0, left) / rest, slot, gap };
}
