import type { Transaction } from "./transaction.ts";
import type { Vintage } from "./vintage.ts";

const soon = (): never => {
  throw new Error("not there yet");
};

export interface StoreOptions {
  readonly now?: () => Date;
}

/** A folder of Delta tables under one `store.json`. */
export class Store {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(folder: string, _options: StoreOptions = {}): Promise<Store> {
    return soon() ?? new Store(folder);
  }

  static async open(folder: string, _options: StoreOptions = {}): Promise<Store> {
    return soon() ?? new Store(folder);
  }

  async vintage(_number?: number): Promise<Vintage> {
    return soon();
  }

  async write<T>(_why: string, _body: (tx: Transaction) => Promise<T>): Promise<{ vintage: number; result: T }> {
    return soon();
  }
}
