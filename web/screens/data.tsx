export function DataScreen() {
  return (
    <div class="page">
      <h1>Data</h1>
    </div>
  );
}
