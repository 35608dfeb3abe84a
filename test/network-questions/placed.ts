import type { Network } from "../../src/network/network.ts";

/** The network with parties whose country is the first two letters of their id, as compiled ones have a country. */
export function placed(network: Network): Network {
  return { ...network, parties: { ...network.parties, country: (at) => network.parties.id(at).slice(0, 2) } };
}
