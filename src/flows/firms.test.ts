import { expect, test } from "vitest";
import { type FirmBill, firmReroute } from "./firms.ts";

const bill = (firm: string | null, weight: number, origin: string | null = null): FirmBill => ({
  firm,
  weight,
  origin,
});

test("a firm passes on no more than it bought and no more than it sold", () => {
  const found = firmReroute([bill("a", 60), bill("b", 500)], [bill("a", 100), bill("c", 100)], "CN");
  expect(found).toMatchObject({ sellers: 2, share: 0.3, firms: [{ firm: "a", bought: 60, sold: 100 }] });
});

test("goods sold on as of another origin are told apart from those declared to be of the source", () => {
  const third = [bill("a", 60, "VN"), bill("a", 20, "CN"), bill("c", 20, "VN")];
  const found = firmReroute([bill("a", 80)], third, "CN");
  expect(found).toMatchObject({ otherOrigin: 0.6, sourceOrigin: 0.2 });
});

test("bills that name nobody count in the whole and for no firm", () => {
  expect(firmReroute([bill(null, 50)], [bill(null, 50)], "CN")).toMatchObject({ sellers: 0, share: 0, firms: [] });
  expect(firmReroute([bill("a", 50)], [], "CN")).toBeNull();
});
