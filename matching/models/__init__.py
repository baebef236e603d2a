from matching.models.enrollments import Enrollment, Invitation, JoinDraft, PairRule, Wish
from matching.models.pairs import Pair
from matching.models.programs import AudienceMember, Coordinator, Policy, Program
from matching.models.proofs import FrozenInput, RunProof
from matching.models.rounds import Proposal, ProposalEvent, Round, Run, Unmatched

__all__ = [
    "AudienceMember",
    "Coordinator",
    "Enrollment",
    "FrozenInput",
    "Invitation",
    "JoinDraft",
    "Pair",
    "PairRule",
    "Policy",
    "Program",
    "Proposal",
    "ProposalEvent",
    "Round",
    "Run",
    "RunProof",
    "Unmatched",
    "Wish",
]
