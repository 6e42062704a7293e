export { diffProgrammes, type ProgrammeChange } from './domain/diff.ts';
export { decideEarning, type Earning, pointsFor, type RuleTrace } from './domain/earn.ts';
export {
  type Ladder,
  NO_TIER,
  type Purchase,
  type TierChange,
  type TierProgress,
  type TierState,
  tierJourney,
} from './domain/tiers.ts';
export { parseProgramme } from './domain/validate.ts';
export { programmeRoutes } from './http.ts';
export { applyLadder, reviewTiers } from './jobs.ts';
export { publishProgramme, publishStarter } from './publish.ts';
export { starterProgramme } from './starter.ts';
export {
  moveTier,
  recomputeTiers,
  tierHappening,
  tierProgressOf,
  tierStateOf,
} from './tiers.ts';
export { verifyTiers } from './verify.ts';
export {
  currentProgramme,
  laddersOf,
  type ProgrammeVersion,
  programmeAt,
  programmeVersion,
  programmeVersions,
  versionAt,
} from './versions.ts';
