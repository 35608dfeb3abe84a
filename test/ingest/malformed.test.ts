import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { InvalidInput } from "../../src/errors.ts";
import type { ImportRequest } from "../../src/ingest/import-request.ts";
import { readMapping } from "../../src/ingest/mapping.ts";
import type { Store } from "../../src/store/store.ts";
import { bringIn, newStore, picture, temporaryFolder } from "./support.ts";

const HEADER = "bill,arrived_on,shipper_name,consignee_name,hs,value,currency,kg\n";
const ROW = "B1,2024-03-01,Ningbo Magnet Co Ltd,Acme Inc,850511,100.00,USD,12\n";
const baci = readFileSync("examples/baci-2024/trade.parquet");
const MAPPED = "as: shipments\ncolumns:\n  arrived_on: When\n  kg: {from: Mass, unit: ";

let folder = "";
let store: Store;

const write = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

function longLine(name: string, before: string, megabytes: number): string {
  const path = join(folder, name);
  const file = openSync(path, "w");
  writeSync(file, before);
  const piece = Buffer.alloc(1024 * 1024, "x");
  for (let at = 0; at < megabytes; at++) writeSync(file, piece);
  closeSync(file);
  return path;
}

/** A zip with one entry; `claimed` is the size that its directory claims. */
function zip(entry: string, content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from(entry);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc32(content) >>> 0, 14);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(name.length, 26);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(0x02014b50, 0);
  local.copy(directory, 6, 4, 30);
  directory.writeUInt32LE(claimed, 24);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, directory, name, end]);
}

const bomb = () => gzipSync(Buffer.alloc(300 * 1024 * 1024, "a,b\n"), { level: 9 });

interface Case {
  readonly what: string;
  readonly make: () => string;
  readonly says: RegExp;
  readonly request?: Partial<ImportRequest>;
}

const CASES: readonly Case[] = [
  { what: "a file that is not there", make: () => join(folder, "none.csv"), says: /There is no file “.*none\.csv”/ },
  { what: "a path through a file", make: () => join(write("f.csv", ROW), "x.csv"), says: /There is no file/ },
  {
    what: "a folder",
    make: () => {
      mkdirSync(join(folder, "folder.csv"), { recursive: true });
      return join(folder, "folder.csv");
    },
    says: /“folder\.csv” is a folder/,
  },
  {
    what: "a pipe",
    make: () => {
      execFileSync("mkfifo", [join(folder, "pipe.csv")]);
      return join(folder, "pipe.csv");
    },
    says: /“pipe\.csv” is not a regular file/,
  },
  { what: "a device", make: () => "/dev/zero", says: /“zero” is not a regular file/ },
  { what: "an empty file", make: () => write("empty.csv", ""), says: /“empty\.csv” is empty/ },
  {
    what: "a file of blank lines",
    make: () => write("blank.csv", "\n\n  \n"),
    says: /“blank\.csv” has no header on line 1/,
  },
  {
    what: "a header alone",
    make: () => write("header.csv", HEADER),
    says: /“header\.csv” has a header and no records/,
  },
  {
    what: "columns of no known layout",
    make: () => write("odd.csv", "a,b\n1,2\n"),
    says: /“odd\.csv” is of no known layout: "a", "b"/,
  },
  {
    what: "columns that lack a needed one",
    make: () => write("lack.csv", "bill,hs\n1,850511\n"),
    says: /“lack\.csv” cannot be read as shipments: its header has no column "arrived_on"/,
    request: { as: "shipments" },
  },
  {
    what: "records of another width than the header",
    make: () => write("wide.csv", `${HEADER}1,2,3\n4,5,6,7,8,9,10,11,12,13\n`),
    says: /None of the 2 records of “wide\.csv” can be read: on line 2, the record has 3 fields, the header 8/,
  },
  {
    what: "a column named twice",
    make: () => write("twice.csv", `${HEADER.trim()},kg\n${ROW.trim()},13\n`),
    says: /“twice\.csv” names "kg" more than once, in columns 8 and 9/,
  },
  {
    what: "a gzip that was cut off",
    make: () => write("cut.csv.gz", gzipSync(HEADER + ROW.repeat(9999)).subarray(0, 900)),
    says: /“cut\.csv\.gz” ends in the middle of its gzip stream/,
  },
  {
    what: "a gzip with damaged bytes",
    make: () => {
      const bytes = gzipSync(HEADER + ROW.repeat(999));
      bytes.fill(0xff, 20, 60);
      return write("damaged.csv.gz", bytes);
    },
    says: /“damaged\.csv\.gz” (is damaged gzip|ends in the middle)/,
  },
  {
    what: "a text named as gzip",
    make: () => write("plain.csv.gz", HEADER + ROW),
    says: /“plain\.csv\.gz” is named like a gzip and is not one/,
  },
  {
    what: "a gzip bomb",
    make: () => write("bomb.csv.gz", bomb()),
    says: /“bomb\.csv\.gz” expands to more than 150 times its size/,
  },
  {
    what: "a Parquet file that was cut off",
    make: () => write("cut.parquet", baci.subarray(0, 100_000)),
    says: /“cut\.parquet” is not a readable Parquet file/,
  },
  {
    what: "a Parquet file with damaged pages",
    make: () => {
      const bytes = Buffer.from(baci);
      bytes.fill(0x7f, 1000, 60_000);
      return write("pages.parquet", bytes);
    },
    says: /“pages\.parquet” is not a readable Parquet file/,
  },
  {
    what: "a Parquet file that is four letters",
    make: () => write("four.parquet", "PAR1"),
    says: /“four\.parquet” is not a readable Parquet file/,
  },
  {
    what: "a text named as Parquet",
    make: () => write("text.parquet", HEADER + ROW),
    says: /“text\.parquet” is named like a Parquet file and is not one/,
  },
  {
    what: "a text named as XLSX",
    make: () => write("text.xlsx", HEADER + ROW),
    says: /“text\.xlsx” is named like an XLSX workbook and is not one/,
  },
  {
    what: "an XLSX that was cut off",
    make: () => write("cut.xlsx", zip("a", Buffer.from("b")).subarray(0, 20)),
    says: /“cut\.xlsx” is a zip that was cut off or damaged/,
  },
  {
    what: "a zip that is no workbook",
    make: () => write("notes.xlsx", zip("notes.txt", Buffer.from("hello"))),
    says: /“notes\.xlsx” is not a readable XLSX workbook/,
  },
  {
    what: "a workbook that would unpack without measure",
    make: () => write("bomb.xlsx", zip("xl/worksheets/sheet1.xml", Buffer.alloc(600 * 1024 * 1024))),
    says: /“bomb\.xlsx” would unpack to 600 MB/,
  },
  {
    what: "a workbook of the old form",
    make: () => write("old.xls", Buffer.from("d0cf11e0a1b11ae1", "hex")),
    says: /“old\.xls” is a workbook in the old XLS form/,
  },
  {
    what: "a line of 200 MB as the header",
    make: () => longLine("line1.csv", "", 200),
    says: /Line 1 of “line1\.csv” is longer than 16 MB/,
  },
  {
    what: "a line of 200 MB below the header",
    make: () => longLine("line2.csv", `${HEADER}${ROW}B2,`, 200),
    says: /Line 3 of “line2\.csv” is longer than 16 MB/,
  },
  {
    what: "a field of 200 MB in quotes",
    make: () => longLine("quoted.csv", `${HEADER}${ROW}B2,"`, 200),
    says: /Line 3 of “quoted\.csv” is longer than 16 MB/,
  },
  {
    what: "a binary file",
    make: () => write("program.csv", readFileSync(process.execPath).subarray(0, 100_000)),
    says: /“program\.csv” is binary: byte \d+ is zero/,
  },
  {
    what: "a picture",
    make: () => write("picture.csv", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")),
    says: /“picture\.csv” is binary/,
  },
  {
    what: "UTF-16 without its mark",
    make: () => write("utf16.csv", Buffer.from(HEADER + ROW, "utf16le")),
    says: /“utf16\.csv” is binary: byte 2 is zero/,
  },
  {
    what: "an unknown unit",
    make: () => write("unit.csv", "When,Mass\n2024-01-01,5\n"),
    says: /“stone”/,
    request: { mapping: readMapping(`${MAPPED}stone}`) },
  },
  {
    what: "a unit of another dimension",
    make: () => write("kwh.csv", "When,Mass\n2024-01-01,5\n"),
    says: /“kWh” measures energy and “kg” measures mass/,
    request: { mapping: readMapping(`${MAPPED}kWh}`) },
  },
  {
    what: "a mapping of another file",
    make: () => write("other.csv", "Day,Mass\n2024-01-01,5\n"),
    says: /“other\.csv” has no column "When"/,
    request: { mapping: readMapping(`${MAPPED}t}`) },
  },
  {
    what: "dates that can be read two ways",
    make: () => write("days.csv", HEADER + ROW.replace("2024-03-01", "03/04/2024")),
    says: /“03\/04\/2024” in the column "arrived_on" can be read two ways/,
  },
  {
    what: "a single bad record when strict",
    make: () => write("strict.csv", HEADER + ROW + ROW.replace("850511", "magnets")),
    says: /1 record of “strict\.csv” cannot be read: on line 3, “magnets” in "hs" is not an HS code/,
    request: { strict: true },
  },
  {
    what: "a family other than the layout's",
    make: () => "examples/baci-2024/baci_2024.csv",
    says: /“baci_2024\.csv” has the layout baci-packaged-csv, which holds flows, not stakes/,
    request: { as: "stakes" },
  },
];

beforeAll(async () => {
  folder = temporaryFolder();
  store = await newStore();
  await bringIn(store, write("good.csv", HEADER + ROW));
});

describe("a malformed file gets one sentence with the place, and leaves the store as it was", () => {
  test.each(CASES.map((one) => [one.what, one] as const))("%s", async (_what, { make, says, request }) => {
    const path = make();
    const before = picture(store);
    const error = await bringIn(store, path, request).then(
      (report) => expect.fail(`It was imported: ${JSON.stringify(report)}`),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InvalidInput);
    const { message, exitCode } = error as InvalidInput;
    expect(exitCode).toBe(2);
    expect(message).toMatch(says);
    expect(message).toMatch(/^[^\n]{10,300}\.$/);
    expect(picture(store)).toEqual(before);
  });
});
