export function LiabilitySection() {
  return null;
}
