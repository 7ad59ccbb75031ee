#include "ui/pages/train/pictures.h"

#include "ui/widgets/view_frame.h"

#include <QImage>
#include <QLabel>
#include <QPainter>

#include <gtest/gtest.h>

namespace lossarium::ui {
namespace {

struct Written {
  QImage image{400, 300, QImage::Format_RGB32};
  QRectF room;

  Written(const QString& title, const QString& caption, const PlotStyle& style = PlotStyle::light()) {
    QPainter painter(&image);
    room = paintWords(painter, QRectF(image.rect()), title, caption, style);
  }
  /// Pixels off the ground between these heights.
  int inked(double from, double to) const {
    int count = 0;
    for (int y = static_cast<int>(from); y < static_cast<int>(to); ++y)
      for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) != image.pixel(0, 0) ? 1 : 0;
    return count;
  }
};

TEST(Pictures, HaveTheirTitleAboveAndTheirCaptionBelow) {
  for (const PlotStyle& style : {PlotStyle::light(), PlotStyle::darkStyle()}) {
    const Written both(QStringLiteral("Loss surface: MSE"), QStringLiteral("96 % of the path is in it."),
                       style);
    EXPECT_EQ(both.image.pixelColor(0, 0), style.background);
    EXPECT_GT(both.inked(0, both.room.top()), 50);
    EXPECT_GT(both.inked(both.room.bottom(), 300), 50);
    EXPECT_EQ(both.inked(both.room.top(), both.room.bottom()), 0) << "the plot's own";
  }
}

TEST(Pictures, WithoutWordsAPlotHasAllTheRoom) {
  const Written none({}, {});
  EXPECT_EQ(none.inked(0, 300), 0);
  const Written one(QStringLiteral("Training curves"), {});
  EXPECT_EQ(one.room.bottom(), none.room.bottom());
  EXPECT_GT(one.room.top(), none.room.top());
}

TEST(Pictures, ALongCaptionIsWhole) {
  const QString sentence = QStringLiteral("The thicker a residual, the harder it pulls. ");
  const Written once({}, sentence), often({}, sentence.repeated(6));
  EXPECT_LT(often.room.bottom(), once.room.bottom() - 20);
  EXPECT_GT(often.inked(often.room.bottom(), 300), 4 * once.inked(once.room.bottom(), 300));
}

TEST(Pictures, LinksOfACaptionAreTextOnPaper) {
  ViewFrame frame(QStringLiteral("Data and fit"), new QLabel);
  frame.setCaption(QStringLiteral("2 rows edited. <a href=\"undo\">Data as they were</a>"));
  EXPECT_EQ(frame.caption(), QStringLiteral("2 rows edited. Data as they were"));
  frame.setCaption(QStringLiteral("MSE < 3 on 24 rows"));
  EXPECT_EQ(frame.caption(), QStringLiteral("MSE < 3 on 24 rows"));
  EXPECT_EQ(frame.title(), QStringLiteral("Data and fit"));
}

}  // namespace
}  // namespace lossarium::ui
