export function MapScreen() {
  return (
    <div class="page">
      <h1>Map</h1>
    </div>
  );
}
