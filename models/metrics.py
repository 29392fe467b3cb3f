"""The metrics of the claim scheme: what a claim can count."""

from __future__ import annotations

from gongkai.models.terms import Term


class Metric(Term):
    """What a claim counts."""

    INFO_PUBLISHED = (
        "info_published",
        "Information published",
        "主动公开信息",
        "pieces of government information published, any channel or topic",
    )
    RULES_ISSUED = (
        "rules_issued",
        "Rules issued",
        "制发规章",
        "government rules made or published",
    )
    NORMATIVE_DOCUMENTS_ISSUED = (
        "normative_documents_issued",
        "Normative documents issued",
        "制发行政规范性文件",
        "administrative normative documents made or published in the year",
    )
    DOCUMENTS_IN_FORCE = (
        "documents_in_force",
        "Documents in force",
        "现行有效文件",
        "rules and normative documents in force",
    )
    DOCUMENTS_REPEALED = (
        "documents_repealed",
        "Documents repealed",
        "废止文件",
        "rules, normative and policy documents repealed or declared void",
    )
    DOCUMENTS_PUBLISHED = (
        "documents_published",
        "Documents published",
        "公开文件",
        "other documents published: policy papers, official documents",
    )
    INTERPRETATIONS_PUBLISHED = (
        "interpretations_published",
        "Interpretations published",
        "政策解读",
        "interpretations of policy",
    )
    CONCERNS_ANSWERED = (
        "concerns_answered",
        "Public concerns answered",
        "回应关切",
        "responses to public concern, public opinion, rumours",
    )
    PRESS_CONFERENCES = (
        "press_conferences",
        "Press conferences",
        "新闻发布会",
        "press conferences, briefings, interviews on air or on line",
    )
    GAZETTES_ISSUED = (
        "gazettes_issued",
        "Gazettes issued",
        "公报与宣传册",
        "government gazettes, bulletins, leaflets, in issues or copies",
    )
    CONSULTATIONS_HELD = (
        "consultations_held",
        "Consultations held",
        "意见征集",
        "calls for opinions, hearings, surveys, and the opinions received",
    )
    PUBLIC_EVENTS = (
        "public_events",
        "Public events",
        "公众活动",
        "open days, publicity drives, public activities",
    )
    HOTLINE_CASES = (
        "hotline_cases",
        "Hotline cases",
        "热线工单",
        "cases of 12345 and other service hotlines",
    )
    MESSAGES_HANDLED = (
        "messages_handled",
        "Messages handled",
        "留言与咨询",
        "messages through mailboxes and message boards, enquiries, complaints",
    )
    PETITIONS_HANDLED = (
        "petitions_handled",
        "Petitions handled",
        "信访事项",
        "letters and visits",
    )
    ISSUES_REPORTED = (
        "issues_reported",
        "Issues reported",
        "群众反映问题",
        "problems or demands raised by the public, channel not stated or several mixed",
    )
    PROPOSALS_HANDLED = (
        "proposals_handled",
        "Proposals handled",
        "建议提案",
        "proposals of people's congress deputies and CPPCC members",
    )
    SERVICE_ITEMS = (
        "service_items",
        "Service items",
        "政务服务事项",
        "government service items, and cases served",
    )
    APPLICATIONS_RECEIVED = (
        "applications_received",
        "Applications received",
        "新收申请",
        "applications for information received in the year",
    )
    APPLICATIONS_ANSWERED = (
        "applications_answered",
        "Applications answered",
        "办结申请",
        "applications answered or closed",
    )
    APPLICATIONS_CARRIED_IN = (
        "applications_carried_in",
        "Applications carried in",
        "上年结转申请",
        "applications brought forward from the year before",
    )
    APPLICATIONS_CARRIED_OVER = (
        "applications_carried_over",
        "Applications carried over",
        "结转下年度申请",
        "applications carried to the next year",
    )
    APPLICATIONS_GRANTED = (
        "applications_granted",
        "Applications granted",
        "予以公开",
        "applications answered by disclosure in full",
    )
    APPLICATIONS_PARTLY_GRANTED = (
        "applications_partly_granted",
        "Applications partly granted",
        "部分公开",
        "applications answered by disclosure in part",
    )
    APPLICATIONS_REFUSED = (
        "applications_refused",
        "Applications refused",
        "不予公开",
        "applications refused",
    )
    APPLICATIONS_UNAVAILABLE = (
        "applications_unavailable",
        "Applications for unavailable information",
        "无法提供",
        "applications for information that cannot be provided",
    )
    APPLICATIONS_NOT_PROCESSED = (
        "applications_not_processed",
        "Applications not processed",
        "不予处理",
        "applications that were not processed",
    )
    APPLICATIONS_OTHER = (
        "applications_other",
        "Applications otherwise closed",
        "其他处理",
        "applications closed in another way",
    )
    REVIEWS_FILED = (
        "reviews_filed",
        "Reconsiderations filed",
        "行政复议",
        "administrative reconsiderations over information disclosure",
    )
    LAWSUITS_FILED = (
        "lawsuits_filed",
        "Lawsuits filed",
        "行政诉讼",
        "administrative lawsuits over information disclosure",
    )
    FEES_CHARGED = (
        "fees_charged",
        "Information handling fees",
        "信息处理费",
        "information handling fees: notices sent, money charged",
    )
    TRAINING_SESSIONS = (
        "training_sessions",
        "Training sessions",
        "培训场次",
        "training courses, lectures, study sessions on disclosure",
    )
    TRAINING_PARTICIPANTS = (
        "training_participants",
        "Training participants",
        "参训人次",
        "people trained",
    )
    MEETINGS_HELD = (
        "meetings_held",
        "Meetings held",
        "工作会议",
        "meetings that studied, arranged or pushed the work",
    )
    INSPECTIONS_CONDUCTED = (
        "inspections_conducted",
        "Inspections conducted",
        "检查考核",
        "checks, self-checks, spot checks, assessments, circulars",
    )
    PROBLEMS_FOUND = (
        "problems_found",
        "Problems found",
        "发现问题",
        "problems found by such checks",
    )
    PROBLEMS_RECTIFIED = (
        "problems_rectified",
        "Problems rectified",
        "整改问题",
        "problems put right",
    )
    STAFF_ASSIGNED = (
        "staff_assigned",
        "Staff assigned",
        "工作人员",
        "people charged with the work",
    )
    PLATFORMS_OPERATED = (
        "platforms_operated",
        "Platforms operated",
        "公开平台",
        "sites, columns, accounts, boards, reading points in operation, added or closed",
    )
    AUDIENCE = (
        "audience",
        "Audience",
        "受众",
        "visits, readers, followers, downloads, calls",
    )
    CATALOGUE_ITEMS = (
        "catalogue_items",
        "Catalogue items",
        "目录清单条目",
        "entries of disclosure catalogues, lists of powers and duties, standards",
    )
    RULES_ADOPTED = (
        "rules_adopted",
        "Internal rules adopted",
        "内部制度",
        "internal rules and procedures made or revised",
    )
    LICENCES_DECIDED = (
        "licences_decided",
        "Licences decided",
        "行政许可",
        "administrative licences",
    )
    PENALTIES_DECIDED = (
        "penalties_decided",
        "Penalties decided",
        "行政处罚",
        "administrative penalties",
    )
    COMPULSIONS_DECIDED = (
        "compulsions_decided",
        "Compulsions decided",
        "行政强制",
        "administrative compulsion",
    )
    FEES_COLLECTED = (
        "fees_collected",
        "Charges collected",
        "行政事业性收费",
        "administrative charges",
    )
    OTHER_COUNT = (
        "other_count",
        "Other",
        "其他",
        "a claim that fits none of these",
    )
