export function CompanyScreen() {
  return (
    <div class="page">
      <h1>Company</h1>
    </div>
  );
}
