export function ImportDesk() {
  return <p>…</p>;
}
