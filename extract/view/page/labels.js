// Every word of the page in both languages. The values of a record are shown as they are.

const LABELS = {
  en: {
    language: "中文", languageHint: "页面显示中文", overview: "Overview", source: "Source", print: "Print", theme: "Theme", help: "Keys",
    search: "Search text, names, offices, awards", filters: "Filters", clear: "Clear all", back: "Articles",
    person: "Person", office: "Office", award: "Award", issue: "Issue", rule: "Rule", score: "Score at most",
    year: "Year", month: "Month", any: "any", sort: "Order", sortRun: "as run", sortDate: "newest first",
    sortScore: "least certain first", sortIssues: "most issues first", articles: "Articles", of: "of", reading: "reading texts …",
    none: "No article matches.", people: "People", unnamed_posts: "Posts without a name", awards: "Awards", grants: "Grants",
    dates: "Dates", counts: "Counts", issues: "Issues", repairs: "Repairs", official: "official", working: "Working text",
    sourceText: "Source text", lost: "lost", likely: "likely", certain: "certain", removed: "removed",
    timeline: "Dates in the texts", topAwards: "Awards", topOffices: "Offices", topPeople: "People", failures: "Articles that failed",
    records: "records", made: "Made by", place: "text", inSource: "source", same: "The source is the same as the working text.",
    sourceGone: "The source {} is no longer there.", sourceChanged: "The source {} has changed since.", sourceUnreadable: "The source cannot be read any more: {}.",
    sourceRebuilt: "This is rebuilt from the record.", sourceRebuiltSimplified: "This is rebuilt from the record, in simplified characters.",
    sourceExtracted: "This is the text as it was read out of the {} file.",
    former: "former", acting: "acting", designate: "designate", granted: "granted", planned: "planned", nominated: "nominated", held: "held",
    nothing: "Nothing was found in this article.", by: "by", previous: "Previous", next: "Next", values: "Values found",
    keys: [["/", "search"], ["j k", "next, previous article"], ["n p", "next, previous value"], ["r", "source beside working text"],
      ["o", "overview"], ["Esc", "put the light out, clear the search"], ["l", "language"], ["t", "light or dark"]],
  },
  zh: {
    language: "English", languageHint: "Show the page in English", overview: "总览", source: "原文", print: "打印", theme: "明暗", help: "按键",
    search: "搜索正文、人名、职务、奖项", filters: "筛选", clear: "全部清除", back: "文章",
    person: "人物", office: "职务", award: "奖项", issue: "提示", rule: "规则", score: "得分不高于",
    year: "年份", month: "月份", any: "不限", sort: "排序", sortRun: "按运行次序", sortDate: "日期从新到旧",
    sortScore: "最不确定者在前", sortIssues: "提示最多者在前", articles: "文章", of: "／", reading: "正在读取正文……",
    none: "没有符合条件的文章。", people: "人物", unnamed_posts: "未具名职务", awards: "奖项", grants: "授奖",
    dates: "日期", counts: "数量", issues: "提示", repairs: "修复", official: "公职", working: "整理后",
    sourceText: "原文", lost: "已失", likely: "很可能", certain: "确定", removed: "删去",
    timeline: "文中日期", topAwards: "奖项", topOffices: "职务", topPeople: "人物", failures: "未能处理的文章",
    records: "条记录", made: "由", place: "文中", inSource: "原文", same: "原文与整理后的文本相同。",
    sourceGone: "原文件 {} 已不存在。", sourceChanged: "原文件 {} 此后有改动。", sourceUnreadable: "原文件已无法读取：{}。",
    sourceRebuilt: "以下根据记录还原。", sourceRebuiltSimplified: "以下根据记录还原，为简体字。",
    sourceExtracted: "以下是从 {} 文件中读出的文本。",
    former: "前任", acting: "代理", designate: "候任", granted: "已授", planned: "将授", nominated: "提名", held: "曾获",
    nothing: "本文没有可提取的内容。", by: "授予者", previous: "上一篇", next: "下一篇", values: "提取结果",
    keys: [["/", "搜索"], ["j k", "下一篇、上一篇"], ["n p", "下一项、上一项"], ["r", "对照原文"],
      ["o", "总览"], ["Esc", "取消高亮、清除搜索"], ["l", "语言"], ["t", "明暗"]],
  },
};

let language = "en";

export function setLanguage(name) {
  language = name === "zh" ? "zh" : "en";
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
}

export function currentLanguage() {
  return language;
}

export function label(key) {
  return LABELS[language][key] ?? key;
}
