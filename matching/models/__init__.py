from matching.models.advice import RunAdvice
from matching.models.asks import PlaceAsk
from matching.models.away import Away
from matching.models.enrollments import Enrollment, Invitation, JoinDraft, PairRule, Wish
from matching.models.exits import ExitReason
from matching.models.jobs import Job
from matching.models.lab import Lab, LabPolicy, RunPairs
from matching.models.learning import PairParts
from matching.models.lots import StartLot
from matching.models.pairs import Pair
from matching.models.programs import AudienceMember, Coordinator, Policy, Program
from matching.models.proofs import FrozenInput, RunProof
from matching.models.publishing import PublishRequest
from matching.models.requests import MentorRequest
from matching.models.reviewing import ReviewComment, ReviewDesk, ReviewStep, SampledPair
from matching.models.rounds import Proposal, ProposalEvent, Round, Run, Unmatched

__all__ = [
    "AudienceMember",
    "Away",
    "Coordinator",
    "Enrollment",
    "ExitReason",
    "FrozenInput",
    "Invitation",
    "Job",
    "JoinDraft",
    "Lab",
    "LabPolicy",
    "MentorRequest",
    "Pair",
    "PairParts",
    "PairRule",
    "PlaceAsk",
    "Policy",
    "Program",
    "Proposal",
    "ProposalEvent",
    "PublishRequest",
    "ReviewComment",
    "ReviewDesk",
    "ReviewStep",
    "Round",
    "Run",
    "RunAdvice",
    "RunPairs",
    "RunProof",
    "SampledPair",
    "StartLot",
    "Unmatched",
    "Wish",
]
