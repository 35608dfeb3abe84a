export function ChainScreen() {
  return (
    <div class="page">
      <h1>Chain</h1>
    </div>
  );
}
