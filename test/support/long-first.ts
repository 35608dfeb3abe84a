import { BaseSequencer, type TestSpecification } from "vitest/node";

const PROJECTS = ["e2e", "slow", "quick"];

/**
 * Runs the projects one after another, the one of the longest files first: no long file is left alone at the end, and a
 * process that has the book and the engine goes on to the next file of its project.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return PROJECTS.flatMap((name) => sorted.filter(({ project }) => project.name === name));
  }
}
