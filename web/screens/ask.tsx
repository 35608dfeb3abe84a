export function AskScreen() {
  return (
    <div class="page">
      <h1>Ask</h1>
    </div>
  );
}
