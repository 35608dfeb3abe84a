import { place } from "../state/location.ts";

export function SearchScreen() {
  return (
    <div class="page">
      <h1>Search</h1>
      <p>{place.value.query.get("q")}</p>
    </div>
  );
}
