import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { epochDay, fromEpochDay, isoDate } from "../../src/vocab/iso-date.ts";
import { changeDay } from "./change-days.ts";

/** A day that is chosen by hand: shown at once, and asked for when the hand rests. */
export interface ChosenDay {
  readonly date: string;
  readonly choose: (date: string, pause?: number) => void;
}

/** Half the thumb of the slider: the days of a picture above it lie above those of the slider. */
export const DAY_INSET = 8;
const PAUSE = 150;

export function useChosenDay(on: string, ask: (date: string) => void): ChosenDay {
  const slid = useSignal(on);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    slid.value = on;
  }, [on]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const choose = (date: string, pause = 0) => {
    slid.value = date;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(date), pause);
  };
  return { date: slid.value, choose };
}

interface DaySliderProps {
  readonly label: string;
  readonly day: ChosenDay;
  readonly first: string;
  readonly last: string;
  /** Days on which something changes, ascending. */
  readonly changes: readonly string[];
  /** What is said of the day. */
  readonly words: string;
  /** What a reader has to know of it. */
  readonly children: ComponentChildren;
}

const numberOf = (date: string): number => epochDay(isoDate(date));

/** A slider over days. Its arrow keys go from one change to the next, with Shift from day to day. */
export function DaySlider({ label, day: { date, choose }, first, last, changes, words, children }: DaySliderProps) {
  const hint = useId();
  const [least, most] = [numberOf(first), numberOf(last)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const later = event.key === "ArrowRight" || event.key === "ArrowUp";
    if (!later && event.key !== "ArrowLeft" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const next = event.shiftKey
      ? numberOf(date) + (later ? 1 : -1)
      : numberOf(changeDay(changes, date, later ? "later" : "earlier"));
    choose(fromEpochDay(Math.min(most, Math.max(least, next))), PAUSE);
  };
  return (
    <>
      <input
        type="range"
        class="day-slider"
        aria-label={label}
        aria-describedby={hint}
        min={least}
        max={most}
        step={1}
        value={numberOf(date)}
        aria-valuetext={words}
        onInput={(event) => choose(fromEpochDay(Number(event.currentTarget.value)), PAUSE)}
        onKeyDown={onKeyDown}
      />
      <p id={hint} class="muted about">
        {children}
      </p>
    </>
  );
}
