#include "activity/convert/noise.h"

#include "base/utf8.h"

static bool is_rule(struct span line)
{
    for (int i = 0; i < line.len; i++) {
        uint32_t c = span_fold(line, i);
        bool ruled = c == '-' || c == '=' || c == '_' || c == '*' || c == '~' || c == '.' ||
                     c == '+' || c == '#' || c == ' ' || c == '\t' || c == 0x2026 || c == 0x2500 ||
                     c == 0x2501 || c == 0xB7;
        if (!ruled)
            return false;
    }
    return true;
}

/* 第 3 页 共 10 页, - 3 -, 3 / 10, Page 3 of 10 */
static bool is_page_number(struct span line)
{
    static const char *const words[] = { "第", "页", "共", "page", "of", "/", "-", "~", "·" };
    bool paged = false;
    int numbers = 0;
    if (line.len > 24)
        return false;
    for (int i = 0; i < line.len;) {
        int value, which = 0;
        int len = span_digits(line, i, &value);
        if (len > 0) {
            numbers++;
            i += len;
            continue;
        }
        if (span_is_blank_char(line.at[i])) {
            i++;
            continue;
        }
        len = span_match_any(line, i, words, 9, &which);
        if (len == 0 && span_fold(line, i) != ',')
            return false;
        paged = paged || len > 0;
        i += len > 0 ? len : 1;
    }
    uint32_t first = span_fold(line, 0), last = span_fold(line, line.len - 1);
    bool dashed = first == '-' && last == '-' && numbers == 1;
    bool slashed = span_holds(line, "/") && numbers == 2 && line.len <= 9;
    return paged && numbers > 0 &&
           (span_holds(line, "页") || span_holds(line, "page") || dashed || slashed);
}

/* 题号 一 二 三 总分 and 得分: the table on the front of a paper. */
static bool is_score_table(struct span line)
{
    static const char *const words[] = { "一",     "二",     "三",   "四",    "五",   "六",
                                         "七",     "八",     "总分", "合计",  "题号", "得分",
                                         "阅卷人", "评卷人", "签字", "复核人" };
    int found = 0;
    if (span_match(line, 0, "题号") == 0 && span_match(line, 0, "得分") == 0 &&
        span_match(line, 0, "阅卷人") == 0 && span_match(line, 0, "评卷人") == 0)
        return false;
    for (int i = 0; i < line.len;) {
        int len = span_match_any(line, i, words, 16, NULL);
        if (len == 0 && !span_is_blank_char(line.at[i]) && span_fold(line, i) != '|')
            return false;
        found += len > 0;
        i += len > 0 ? len : 1;
    }
    return found > 0;
}

/* 姓名：____ 班级：____ */
static bool is_paper_head(struct span line)
{
    static const char *const fields[] = { "姓名", "班级",     "学号",     "考号",     "单位",
                                          "部门", "准考证号", "得分",     "成绩",     "分数",
                                          "工号", "座位号",   "考试时间", "考试时长", "满分",
                                          "总分", "命题人",   "审核人",   "密封线",   "试卷编号",
                                          "闭卷", "开卷",     "电话",     "联系电话", "日期" };
    int found = 0;
    bool sealed = span_holds(line, "密封线") || span_holds(line, "密 封 线");
    for (int i = 0; i < line.len && line.len <= 120; i++) {
        int len = span_match_any(line, i, fields, 25, NULL);
        if (len == 0)
            continue;
        int behind = span_skip_blanks(line, i + len);
        uint32_t c = span_fold(line, behind);
        found += c == ':' || c == '_' || c == 0 || (c >= '0' && c <= '9') || behind > i + len;
        i += len - 1;
    }
    return sealed || found >= 2 ||
           (found == 1 && (span_match_any(line, 0, fields, 25, NULL) > 0) && line.len <= 30);
}

/* What a person answering left behind, and buttons of web pages. */
static bool is_button(struct span line)
{
    static const char *const words[] = { "上一题",   "下一题",   "收藏",     "纠错",     "查看解析",
                                         "收起解析", "展开",     "收起",     "提交",     "分享",
                                         "举报",     "复制",     "未作答",   "回答正确", "回答错误",
                                         "您答对了", "您答错了", "正确",     "错误",     "展开全部",
                                         "查看答案", "显示答案", "隐藏答案", "对答案" };
    int value;
    if (line.len > 24)
        return false;
    int i = 0;
    while (i < line.len) {
        int len = span_match_any(line, i, words, 24, NULL);
        if (len == 0)
            len = span_digits(line, i, &value);
        if (len == 0 && !span_is_blank_char(line.at[i]) && span_fold(line, i) != '|' &&
            span_fold(line, i) != '!' && span_fold(line, i) != '(' && span_fold(line, i) != ')' &&
            span_fold(line, i) != '[' && span_fold(line, i) != ']')
            return false;
        i += len > 0 ? len : 1;
    }
    /* A lone 正确 may be an answer. */
    return !span_is(line, "正确") && !span_is(line, "错误") && span_digits(line, 0, &value) == 0;
}

/* Characters that come of reading bytes in the wrong encoding. */
static bool is_garbled(struct span line)
{
    int odd = 0, plain = 0;
    if (span_holds(line, "锟斤拷") || span_holds(line, "烫烫") || span_holds(line, "屯屯屯"))
        return true;
    for (int i = 0; i < line.len; i++) {
        uint32_t c = line.at[i];
        bool known = (c >= ' ' && c < 0x7F) || (c >= 0x4E00 && c <= 0x9FFF) ||
                     (c >= 0x2010 && c <= 0x2030) || (c >= 0x3000 && c <= 0x301F) ||
                     (c >= 0xFF00 && c <= 0xFFEF) || span_fold_char(c) != c || c == 0xB7 ||
                     c == 0xD7 || c == 0x221A || (c >= 0x2460 && c <= 0x2473) || c == '\t';
        odd += !known;
        plain += c > 0x80 ? known : (c >= '0' && c <= '9') || (c >= 'A' && c <= 'z');
    }
    return line.len >= 4 && odd >= 3 && odd >= plain;
}

static bool is_address(struct span line)
{
    bool address = span_holds(line, "http") || span_holds(line, "www.") || span_holds(line, ".com");
    int han = 0;
    for (int i = 0; i < line.len; i++)
        han += utf8_is_han(line.at[i]);
    return address && !span_holds(line, "?") && han < 16;
}

static bool holds_any(struct span line, const char *const *words, int count)
{
    for (int i = 0; i < line.len && line.len <= 80; i++)
        if (span_match_any(line, i, words, count, NULL) > 0)
            return true;
    return false;
}

static bool is_site(struct span line)
{
    static const char *const words[] = { "免费下载", "下载地址", "关注公众号", "微信公众号",
                                         "豆丁网",   "道客巴巴", "版权所有",   "更多资料",
                                         "更多试题", "更多精品", "百度文库",   "原创力",
                                         "上传者",   "文档编号", "请勿外传",   "侵删",
                                         "联系我们", "加微信",   "QQ群",       "关注我们" };
    return is_address(line) || holds_any(line, words, sizeof words / sizeof words[0]);
}

static bool is_advertisement(struct span line)
{
    static const char *const words[] = { "公众号",     "扫一扫",   "二维码",   "文库",
                                         "转载请注明", "未经许可", "仅供学习", "仅供参考",
                                         "来源于网络", "来源网络", "本文档",   "本资料",
                                         "点击查看",   "点击下载", "全文阅读", "阅读全文",
                                         "会员免费",   "内部资料" };
    return holds_any(line, words, sizeof words / sizeof words[0]);
}

enum noise noise_of(struct span line)
{
    if (is_rule(line) || is_page_number(line) || is_score_table(line))
        return NOISE_SURE;
    if (is_site(line))
        return NOISE_SITE;
    if (is_garbled(line) || is_button(line) || is_paper_head(line) || is_advertisement(line))
        return NOISE_LIKELY;
    return NOISE_NONE;
}
