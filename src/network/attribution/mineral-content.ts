export type Mineral = "graphite" | "lithium" | "nickel" | "cobalt" | "manganese" | "copper";

export const MINERALS: readonly Mineral[] = ["graphite", "lithium", "nickel", "cobalt", "manganese", "copper"];

/** Kilograms of a mineral in a kilogram of a product, by HS 2022 code. */
export type MineralContents = ReadonlyMap<string, Partial<Readonly<Record<Mineral, number>>>>;

/**
 * By formula and atomic weight, pure and dry; what is sold holds a little less. Codes that cover very different
 * substances (concentrates, 2833.29, 2827.39) are left out.
 */
export const MINERAL_CONTENTS: MineralContents = new Map([
  ["250410", { graphite: 1 }],
  ["250490", { graphite: 1 }],
  ["380110", { graphite: 1 }],
  // Li2CO3, LiOH·H2O
  ["283691", { lithium: 0.1879 }],
  ["282520", { lithium: 0.1654 }],
  // LiNi0.8Mn0.1Co0.1O2, LiFePO4
  ["284190", { lithium: 0.0713, nickel: 0.4827, cobalt: 0.0606, manganese: 0.0565 }],
  ["284290", { lithium: 0.044 }],
  // Ni0.8Mn0.1Co0.1(OH)2, NiSO4·6H2O
  ["282590", { nickel: 0.5084, cobalt: 0.0638, manganese: 0.0595 }],
  ["283324", { nickel: 0.2233 }],
  ["750210", { nickel: 1 }],
  ["750400", { nickel: 1 }],
  // Co3O4
  ["282200", { cobalt: 0.7342 }],
  ["810520", { cobalt: 1 }],
  // MnO2
  ["282010", { manganese: 0.6319 }],
  ["811100", { manganese: 1 }],
  ["740311", { copper: 1 }],
  ["741011", { copper: 1 }],
]);
