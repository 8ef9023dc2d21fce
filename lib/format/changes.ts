/** What changed between two states of a repository, in words. */
export { changesMarkdown } from "./changes/markdown.ts";
export { changeSentences, type Sentence, sentenceTexts } from "./changes/sentences.ts";
export { changesText } from "./changes/text.ts";
export {
  isTold,
  plainChange,
  type SideProblem,
  type WorkflowChange,
} from "./changes/workflow_change.ts";
