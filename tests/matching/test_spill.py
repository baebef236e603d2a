from matching.proposing import LeftOver
from matching.spill import BLOCK, Packed


def test_records_come_back_in_blocks_as_they_were():
    records = [
        LeftOver(n, "outbid", {"blocked": {"self": n}, "not_offered": ["Rüst"]})
        for n in range(BLOCK + 3)
    ]
    packed = Packed(LeftOver, iter(records))
    blocks = list(packed.blocks())
    assert [len(block) for block in blocks] == [BLOCK, 3]
    assert [record for block in blocks for record in block] == records
    assert list(packed.blocks()) == blocks
    assert len(packed) == BLOCK + 3


def test_nothing_packed_is_nothing():
    assert list(Packed(LeftOver, []).blocks()) == []
