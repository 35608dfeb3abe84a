const WIDTH = 160;
const HEIGHT = 20;
const BAR = 8;

interface ShareBarProps {
  readonly low: string;
  readonly high: string;
  readonly threshold: string;
}

/** A share of 0 to 1 as a bar with the threshold as a tick: full as far as is sure, framed as far as it may go. */
export function ShareBar({ low, high, threshold }: ShareBarProps) {
  const x = (share: string) => 1 + Math.min(1, Math.max(0, Number(share))) * (WIDTH - 2);
  const top = (HEIGHT - BAR) / 2;
  return (
    <svg class="share-bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect class="track" x={1} y={top} width={WIDTH - 2} height={BAR} />
      <rect class="may" x={x(low)} y={top} width={x(high) - x(low)} height={BAR} />
      <rect class="sure" x={1} y={top} width={x(low) - 1} height={BAR} />
      <path class="threshold" d={`M${x(threshold)} 1V${HEIGHT - 1}`} />
    </svg>
  );
}
