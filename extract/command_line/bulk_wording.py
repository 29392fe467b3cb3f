"""What ``gongkai bulk`` says, in English and in Chinese."""

from __future__ import annotations

from gongkai.models.terms import Term


class BulkPhrase(Term):
    """A phrase of the interface; its definition is not used."""

    FINDING = "finding", "Looking for reports", "查找报告"
    FOUND = "found", "Looking for reports: {found:,}", "查找报告：{found:,}"
    FROZEN = (
        "frozen",
        "inputs found: {inputs:,}, in shards: {shards:,}",
        "输入 {inputs:,} 份，分 {shards:,} 片",
    )
    GOING_ON = (
        "going_on",
        "going on with the run in {output}: shards to make: {pending:,} of {shards:,}",
        "继续 {output} 中的运行：待做 {pending:,}/{shards:,} 片",
    )
    SUMMARY = (
        "summary",
        "reports read: {read}, failed: {failed}; claims: {claims}; shards complete: {complete} "
        "of {shards}; written to {output}",
        "读取报告 {read} 份，失败 {failed} 份，数据陈述 {claims} 条，完成 {complete}/{shards} 片；"
        "结果在 {output}",
    )
    NOTHING_TO_MAKE = (
        "nothing_to_make",
        "all shards of the run in {output} are complete: nothing is read again",
        "{output} 中的运行各片均已完成，不再读取",
    )
    FAILURES = (
        "failures",
        "reasons of failures: {reasons}; gongkai bulk --output {output} --retry-failed tries them "
        "again",
        "失败原因：{reasons}；运行 gongkai bulk --output {output} --retry-failed 重试",
    )
    SUBMITTED = (
        "submitted",
        "in Slurm's queue: job {job}, tasks: {tasks}; gongkai bulk status {output} tells how far "
        "they are",
        "已提交 Slurm：作业 {job}，任务 {tasks} 个；用 gongkai bulk status {output} 查看进度",
    )
    INTERRUPTED = (
        "interrupted",
        "stopped; inputs in complete shards: {done}, their results are in {output}; run the "
        "command again to go on",
        "已停止：已完成各片共 {done} 份，结果在 {output}；重新运行该命令即可继续",
    )
    RUN = "run", "Run", "运行"
    INPUTS = "inputs", "Inputs", "输入"
    DONE = "done", "Done", "已完成"
    DONE_TOLD = "done_told", "{done:,} ({share:.1%})", "{done:,}（{share:.1%}）"
    UNDER_WAY = "under_way", ", under way {count:,}", "，进行中 {count:,}"
    FAILED = "failed", "Failed", "失败"
    SHARDS = "shards", "Shards", "分片"
    COMPLETE = "complete", "complete {count:,}", "完成 {count:,}"
    RUNNING = "running", "running {count:,}", "进行中 {count:,}"
    STALLED = "stalled", "stalled {count:,}", "中断 {count:,}"
    PENDING = "pending", "pending {count:,}", "待做 {count:,}"
    CORRUPT = "corrupt", "corrupt {count:,}", "损坏 {count:,}"
    CORRUPT_SHARDS = "corrupt_shards", "Corrupt", "损坏"
    REMADE = (
        "remade",
        "{numbers}: gongkai bulk --output {output}{option} makes them again",
        "{numbers}：运行 gongkai bulk --output {output}{option} 重做",
    )
    AND_MORE = "and_more", " and {count:,} more", " 等，另有 {count:,} 个"
    PACE = "pace", "Pace", "速度"
    PACE_TOLD = "pace_told", "{rate}, {left} left", "{rate}，还需 {left}"
    NOBODY = "nobody", "nobody is at work", "无人在运行"
    AT_WORK = "at_work", "At work", "运行中"
    WORKER = (
        "worker",
        "shard {shard} on {host}, process {process}: {done:,} of {inputs:,}, failed {failed:,}",
        "分片 {shard}（{host}，进程 {process}）：{done:,}/{inputs:,}，失败 {failed:,}",
    )
    LAST_HEARD = "last_heard", "Stalled", "中断"
    HEARD = (
        "heard",
        "shard {shard} on {host}, process {process}: last heard of {ago} ago, at {done:,} of "
        "{inputs:,}",
        "分片 {shard}（{host}，进程 {process}）：{ago} 前停在 {done:,}/{inputs:,}",
    )
    MEMORY = "memory", "Memory", "内存"
    MEGABYTES = "megabytes", "{megabytes:,.0f} MB", "{megabytes:,.0f} MB"
    DISK = "disk", "Disk", "磁盘"
    DISK_TOLD = (
        "disk_told",
        "{megabytes:,.1f} MB, {bytes:,.0f} bytes a report",
        "{megabytes:,.1f} MB，每份 {bytes:,.0f} 字节",
    )
    CLAIMS = "claims", "Claims", "数据陈述"
    CHECKED = "checked", "Checked", "校验"
    EVERY_BYTE = "every_byte", "every byte", "逐字节"
    SIZES = "sizes", "sizes of files", "文件大小"
